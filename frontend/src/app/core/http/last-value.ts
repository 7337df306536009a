import { type Resource, type WritableSignal, linkedSignal } from '@angular/core';

/**
 * The last value that a resource had: what was read stays on screen while it is read again, and where that fails. With
 * `isStill`, only while it is still what is asked for.
 */
export function lastValue<T>(
  read: Resource<T | undefined>,
  isStill: (former: T) => boolean = () => true,
): WritableSignal<T | undefined> {
  return linkedSignal<T | undefined, T | undefined>({
    source: () => (read.hasValue() ? read.value() : undefined),
    computation: (value, former) => {
      if (value !== undefined || former?.value === undefined) return value;
      return isStill(former.value) ? former.value : undefined;
    },
  });
}
