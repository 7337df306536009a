import type { Routes } from '@angular/router';
import { keepUnsaved } from '../../ui/forms/unsaved';

export const routes: Routes = [
  {
    path: '',
    title: 'workshop.place',
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./workshop-page')).WorkshopPage,
  },
];
