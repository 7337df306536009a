import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'connections.keys.title', loadComponent: async () => (await import('./key-list')).KeyList },
  {
    path: 'systems',
    title: 'connections.systems.title',
    loadComponent: async () => (await import('./system-list')).SystemList,
  },
  {
    path: 'systems/:id',
    title: 'connections.systems.title',
    loadComponent: async () => (await import('./system-page')).SystemPage,
  },
  {
    path: 'bitrix24',
    title: 'connections.systems.title',
    loadComponent: async () => (await import('./bitrix24-arrival')).Bitrix24Arrival,
  },
  {
    path: 'webhooks',
    title: 'connections.webhooks.title',
    loadComponent: async () => (await import('./webhook-list')).WebhookList,
  },
  {
    path: 'webhooks/:id',
    title: 'connections.webhooks.title',
    loadComponent: async () => (await import('./webhook-page')).WebhookPage,
  },
];
