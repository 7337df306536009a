import type { Routes } from '@angular/router';
import { keepUnsaved } from '../ui/forms/unsaved';

export const routes: Routes = [
  {
    path: '',
    title: 'desk.place',
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('../entities/offers/offer-sheet')).OfferSheet,
  },
  {
    path: 'import',
    title: 'offers.importing',
    data: { kind: 'offers' },
    loadComponent: async () => (await import('../entities/imports/import-page')).ImportPage,
  },
];
