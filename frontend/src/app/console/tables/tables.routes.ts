import type { Routes } from '@angular/router';

export const routes: Routes = [
  {
    path: '',
    loadComponent: async () => (await import('./tables-page')).TablesPage,
    children: [
      { path: '', pathMatch: 'full', title: 'tables.place', children: [] },
      {
        path: ':name',
        title: 'tables.place',
        loadComponent: async () => (await import('./table-page')).TablePage,
      },
      {
        path: ':name/:id',
        title: 'tables.place',
        loadComponent: async () => (await import('./row-page')).RowPage,
      },
    ],
  },
];
