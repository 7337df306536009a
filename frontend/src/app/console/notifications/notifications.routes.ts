import type { Routes } from '@angular/router';

export const routes: Routes = [
  {
    path: '',
    title: 'notifications.place',
    loadComponent: async () => (await import('./notifications-page')).NotificationsPage,
  },
];
