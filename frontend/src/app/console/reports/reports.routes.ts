import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'reports.place', loadComponent: async () => (await import('./sales-report')).SalesReport },
];
