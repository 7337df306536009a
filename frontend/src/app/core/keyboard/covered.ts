import type { OverlayContainer } from '@angular/cdk/overlay';

/** Whether a dialog or a menu lies over the page. */
export function isCovered(overlays: OverlayContainer): boolean {
  return overlays.getContainerElement().querySelector('.cdk-overlay-backdrop') !== null;
}
