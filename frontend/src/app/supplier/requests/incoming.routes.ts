import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'incoming.place', loadComponent: async () => (await import('./incoming-list')).IncomingList },
  { path: ':id', title: 'requests.one', loadComponent: async () => (await import('./incoming-page')).IncomingPage },
];
