import { Directive, signal } from '@angular/core';

/** A place into which files are dropped. */
@Directive({
  host: {
    '[class.dropping]': 'isDropping()',
    '(dragover)': 'drag($event, true)',
    '(dragleave)': 'drag($event, false)',
    '(drop)': 'drop($event)',
  },
})
export abstract class FileTarget {
  protected readonly isDropping = signal(false);

  protected abstract mayTake(): boolean;
  protected abstract take(files: readonly File[]): void;

  protected drag(event: DragEvent, isOver: boolean): void {
    if (!this.mayTake() || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isDropping.set(isOver);
  }

  protected drop(event: DragEvent): void {
    this.drag(event, false);
    if (this.mayTake()) this.take([...(event.dataTransfer?.files ?? [])]);
  }
}

/** What was picked in a field for files, which is ready for the next then. */
export function pickedIn(field: HTMLInputElement): File[] {
  const files = [...(field.files ?? [])];
  field.value = '';
  return files;
}
