import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'journal.place', loadComponent: async () => (await import('./journal-list')).JournalList },
];
