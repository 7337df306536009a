import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'templates.place', loadComponent: async () => (await import('./template-list')).TemplateList },
  { path: ':id', title: 'templates.place', loadComponent: async () => (await import('./template-page')).TemplatePage },
];
