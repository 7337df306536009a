import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'shell.reports', loadComponent: async () => (await import('./sales-report')).SalesReport },
];
