import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'floor.place', loadComponent: async () => (await import('./floor')).Floor },
];
