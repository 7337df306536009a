import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'mail.place', loadComponent: async () => (await import('./letter-list')).LetterList },
  { path: ':id', title: 'mail.place', loadComponent: async () => (await import('./letter-page')).LetterPage },
];
