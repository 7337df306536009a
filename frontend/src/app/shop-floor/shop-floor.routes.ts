import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'queue.place', loadComponent: async () => (await import('./queue')).Queue },
];
