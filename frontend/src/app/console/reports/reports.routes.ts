import { inject } from '@angular/core';
import { type CanActivateFn, Router, type Routes } from '@angular/router';
import { allow } from '../../core/session/guards';
import { Session } from '../../core/session/session';
import { REPORT_PAGES } from './report-tabs';

const [SALES, FLOOR] = REPORT_PAGES;

/** Who may not see what was sold begins with what was made. */
const firstAllowed: CanActivateFn = () =>
  inject(Session).may(SALES.needs) || inject(Router).createUrlTree([FLOOR.link]);

export const routes: Routes = [
  {
    path: '',
    title: 'reports.place',
    canActivate: [firstAllowed],
    loadComponent: async () => (await import('./sales-report')).SalesReport,
  },
  {
    path: 'floor',
    title: 'reports.floor.title',
    canActivate: [allow(FLOOR.needs)],
    loadComponent: async () => (await import('./floor-report')).FloorReport,
  },
];
