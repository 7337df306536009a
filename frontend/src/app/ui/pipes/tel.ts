/** The address that calls a number: as it is dialled from anywhere where that is known, else by its own digits. */
export function telOf({ phone = '', dialled }: { phone?: string | undefined; dialled?: string | undefined }): string {
  return `tel:${dialled ?? phone.replace(/[^+\d]/g, '')}`;
}
