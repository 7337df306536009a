import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { I18n } from '../../core/i18n/i18n';
import { QUEUE } from '../queue.manifest';

export const routes: Routes = [
  {
    path: '',
    title: 'scan.place',
    // The card of a part is that of the queue, and so are its words.
    resolve: { words: () => inject(I18n).add(QUEUE.name, QUEUE.words) },
    loadComponent: async () => (await import('./scan')).Scan,
  },
];
