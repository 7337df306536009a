import type { Routes } from '@angular/router';

export const routes: Routes = [
  {
    path: '',
    title: 'messages.place',
    loadComponent: async () => (await import('./conversation-list')).ConversationList,
  },
];
