/** Every error code the API answers with, and its HTTP status; the frontend has a sentence for each. */
export const ERROR_STATUS = {
  'request.malformed': 400,
  'request.validation': 400,
  'request.unsupported_media_type': 415,
  'request.too_large': 413,
  'request.timeout': 408,
  'request.too_many': 429,
  'request.route_unknown': 404,
  'request.method_not_allowed': 405,
  'auth.required': 401,
  'auth.credentials': 401,
  'auth.session_ended': 401,
  'auth.forbidden': 403,
  'auth.password_wrong': 422,
  'auth.key_malformed': 401,
  'auth.key_unknown': 401,
  'auth.key_ended': 401,
  'auth.key_in_address': 400,
  'auth.person_only': 403,
  'api_key.too_many': 422,
  'api_key.revoked': 409,
  'connection.too_many': 422,
  'connection.off': 409,
  'connection.credentials_needed': 422,
  'connection.unreachable': 422,
  'connection.way': 422,
  'connection.client_unknown': 422,
  'connection.file_unreadable': 422,
  'connection.not_stocked': 409,
  'connection.refused_there': 422,
  'connection.row_not_repeatable': 409,
  not_found: 404,
  'conflict.version': 409,
  'conflict.duplicate': 409,
  'idempotency.in_progress': 409,
  'idempotency.reused': 422,
  'order.transition': 409,
  'order.items_required': 422,
  'order.unassigned': 422,
  'order.closed': 409,
  'order.undo_expired': 409,
  'order.has_payments': 409,
  'payment.refund_exceeds': 422,
  'part.transition': 409,
  'part.quantity': 422,
  'part.blocked': 409,
  'part.children': 409,
  'part.performer': 403,
  'part.photo': 422,
  'part.started': 409,
  'part.of_order': 409,
  'route.archived': 422,
  'category.too_many': 422,
  'category.not_empty': 409,
  'product.archived': 422,
  'product.in_orders': 409,
  'supplier.archived': 422,
  'supplier.in_use': 409,
  'supplier.desk_closed': 403,
  'supply_request.transition': 409,
  'supply_request.items_required': 422,
  'supply_request.closed': 409,
  'supply_request.sent': 409,
  'supply_request.received': 409,
  'stock.short': 409,
  'stock.not_enough': 422,
  'stock.recount': 409,
  'stock.archived': 422,
  'stock.in_use': 409,
  'stock.of_product': 409,
  'stock.reversed': 409,
  'client.has_orders': 409,
  'client.archived': 422,
  'file.incomplete': 400,
  'file.too_many': 422,
  'file.no_space': 507,
  'mail.not_set_up': 422,
  'mail.host_unknown': 422,
  'mail.unreachable': 422,
  'mail.silent': 422,
  'mail.no_server': 422,
  'mail.certificate': 422,
  'mail.encryption': 422,
  'mail.credentials': 422,
  'mail.sender_refused': 422,
  'mail.recipient_refused': 422,
  'mail.refused': 422,
  'onedrive.not_set_up': 422,
  'onedrive.tenant': 422,
  'onedrive.client': 422,
  'onedrive.secret': 422,
  'onedrive.secret_expired': 422,
  'onedrive.unauthorised': 422,
  'onedrive.forbidden': 422,
  'onedrive.no_drive': 422,
  'onedrive.missing': 422,
  'onedrive.too_large': 422,
  'onedrive.name_taken': 422,
  'onedrive.locked': 422,
  'onedrive.full': 422,
  'onedrive.throttled': 422,
  'onedrive.unreachable': 422,
  'onedrive.silent': 422,
  'onedrive.private_network': 422,
  'onedrive.interrupted': 422,
  'onedrive.refused': 422,
  'letter.sent': 409,
  'demo.state': 409,
  'demo.not_empty': 409,
  'import.state': 409,
  'import.faulty': 422,
  'import.undo_expired': 409,
  'template.unreadable': 422,
  'template.shipped': 409,
  'template.too_many': 422,
  'template.archived': 422,
  'template.table_unreadable': 422,
  'document_run.busy': 409,
  'role.built_in': 409,
  'role.in_use': 409,
  'role.too_many': 422,
  'role.outsider': 422,
  'role.prerequisite': 422,
  'role.beyond': 403,
  'user.last_admin': 409,
  'user.not_master': 422,
  'webhook.off': 409,
  'webhook.too_many': 422,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Why mail was not sent. */
export type MailFault = Extract<ErrorCode, `mail.${string}`>;

export const MAIL_FAULTS = (Object.keys(ERROR_STATUS) as ErrorCode[]).filter((code): code is MailFault =>
  code.startsWith('mail.'),
);

/** Why something of OneDrive was not read or written. */
export type OneDriveFault = Extract<ErrorCode, `onedrive.${string}`>;

export const ONEDRIVE_FAULTS = (Object.keys(ERROR_STATUS) as ErrorCode[]).filter((code): code is OneDriveFault =>
  code.startsWith('onedrive.'),
);

/** One field that was refused: where, what was sent (shortened), which rule, and what would be accepted. */
export interface FieldFault {
  field: string;
  rule: string;
  message: string;
  value?: unknown;
}

/** The body of every refusal: RFC 9457 with a stable `code`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  instance?: string;
  errors?: FieldFault[];
  params?: Record<string, unknown>;
}

/** One field that two people changed: what was there, what stands now, and what was to be written. */
export interface FieldConflict {
  field: string;
  before: unknown;
  theirs: unknown;
  yours: unknown;
}
