import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { TranslocoTestingModule } from '@jsverse/transloco';
import { describe, expect, it } from '@jest/globals';
import { type Permission, type Right, abilityFor } from '@verstak/domain';
import { Session } from '../../core/session/session';
import { provideIcons } from '../../ui/icon/icons';
import { ReportTabs } from './report-tabs';
import { routes } from './reports.routes';

@Component({ template: '' })
class Page {}

@Component({ imports: [ReportTabs], template: '<app-report-tabs current="floor" />' })
class Host {}

/** Signs somebody in who holds these permissions. */
function signIn(...held: Permission[]): void {
  const ability = abilityFor(new Set(held), { userId: 'me' });
  const may = ([action, subject]: Right): boolean => ability.can(action, subject);
  // The guards are those of the product, the pages are empty.
  const pages = routes.map(({ path = '', canActivate = [] }) => ({ path, canActivate, component: Page }));
  TestBed.configureTestingModule({
    imports: [
      TranslocoTestingModule.forRoot({
        langs: { ru: {} },
        translocoConfig: { availableLangs: ['ru'], defaultLang: 'ru' },
      }),
    ],
    providers: [
      provideIcons(),
      provideRouter([
        { path: 'reports', children: pages },
        { path: 'forbidden', component: Page },
      ]),
      { provide: Session, useValue: { may, can: () => false, isSignedIn: () => false, user: () => undefined } },
    ],
  });
}

async function reached(address: string): Promise<string | undefined> {
  const router = TestBed.inject(Router);
  await router.navigateByUrl(address);
  return router.lastSuccessfulNavigation()?.finalUrl?.toString();
}

async function tabs(): Promise<(string | null)[]> {
  const fixture = TestBed.createComponent(Host);
  await fixture.whenStable();
  const links = (fixture.nativeElement as HTMLElement).querySelectorAll('a');
  return [...links].map((link) => link.getAttribute('href'));
}

describe('the place of reports', () => {
  it('has a tab for each report, for whoever may see both', async () => {
    signIn('reports:read', 'parts:read');
    expect(await tabs()).toEqual(['/reports', '/reports/floor']);
    expect(await reached('/reports')).toBe('/reports');
    expect(await reached('/reports/floor')).toBe('/reports/floor');
  });

  it('begins with the report of the floor for whoever may not see sales, without tabs', async () => {
    signIn('parts:read');
    expect(await tabs()).toEqual([]);
    expect(await reached('/reports')).toBe('/reports/floor');
  });

  it('has the report of sales alone for whoever may not see all parts', async () => {
    signIn('reports:read', 'orders:prices');
    expect(await tabs()).toEqual([]);
    expect(await reached('/reports/floor')).toBe('/forbidden');
  });
});
