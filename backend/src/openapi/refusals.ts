import type { ErrorCode } from '@verstak/domain';
import {
  Conflict,
  Failure,
  Forbidden,
  Invalid,
  NotFound,
  RuleBroken,
  VersionConflict,
} from '../platform/failure/failure.js';
import { oneDriveFailure } from '../platform/graph/graph-failure.js';
import { PersonOnly } from '../platform/access/caller.js';
import { mailFailure } from '../platform/mail/mail.js';
import { templateFailure } from '../templates/template-failure.js';
import { roleFailure } from '../users/role-failure.js';
import { problemOf } from '../platform/http/problem.filter.js';

const ID = '66f0c2a7e1b2c3d4e5f60718';
const SERVER = { host: 'smtp.example.org', port: 465, from: 'zakaz@example.org' };

/** What each refusal says, as the API words it. */
const EXAMPLES: Readonly<Record<ErrorCode, Failure>> = {
  'request.malformed': of('request.malformed', 'Unexpected end of JSON input'),
  'request.validation': Invalid([
    { field: 'items.0.quantity', rule: 'min', message: 'must not be less than 0.001', value: 0 },
  ]),
  'request.unsupported_media_type': of(
    'request.unsupported_media_type',
    'Content-Type text/plain is not understood here; send application/json.',
    {
      contentType: 'text/plain',
    },
  ),
  'request.too_large': of('request.too_large', 'Request body is too large'),
  'request.timeout': of('request.timeout', 'The request did not arrive in time; send it again.'),
  'request.too_many': of('request.too_many', 'Too many attempts; try again in 30 s.', {
    retryAfterSeconds: 30,
  }),
  'request.route_unknown': of('request.route_unknown', 'Cannot GET /api/v1/order'),
  'request.method_not_allowed': of('request.method_not_allowed', 'This path does not take PUT.'),
  'auth.required': of('auth.required', 'Sign in first: send a valid access token as Bearer.'),
  'auth.credentials': of('auth.credentials', 'Login or password is wrong.'),
  'auth.session_ended': of('auth.session_ended', 'The session has ended; sign in again.'),
  'auth.forbidden': Forbidden('orders:write'),
  'auth.password_wrong': RuleBroken('auth.password_wrong', 'The current password is wrong.'),
  'auth.key_malformed': of(
    'auth.key_malformed',
    'This is no API key as it was made: a character is wrong or missing. Copy it anew, whole.',
  ),
  'auth.key_unknown': of('auth.key_unknown', 'There is no such API key here; make one.'),
  'auth.key_ended': of('auth.key_ended', 'This API key is revoked; ask for another.', { reason: 'revoked' }),
  'auth.key_in_address': of(
    'auth.key_in_address',
    'An API key must not stand in an address, which logs and histories keep: revoke this one, make another, and send ' +
      'it as Authorization: Bearer.',
  ),
  'auth.person_only': PersonOnly(),
  'api_key.too_many': RuleBroken('api_key.too_many', 'There are 100 keys already; revoke some that no program uses.', {
    max: 100,
  }),
  'api_key.revoked': Conflict('api_key.revoked', 'The key 1С склад is revoked, by Ольга; make another.', {
    name: '1С склад',
  }),
  not_found: NotFound('order', ID),
  'conflict.version': VersionConflict(4, [
    { field: 'note', before: 'Без коробки', theirs: 'В коробке', yours: 'В подарочной коробке' },
  ]),
  'conflict.duplicate': Conflict('conflict.duplicate', 'There is already one with this externalId; choose another.', {
    field: 'externalId',
  }),
  'idempotency.in_progress': Conflict(
    'idempotency.in_progress',
    'The first request with this key is still being served; try again.',
  ),
  'idempotency.reused': of('idempotency.reused', 'This Idempotency-Key was used for another request; make a new key.'),
  'order.transition': Conflict(
    'order.transition',
    'An order that is delivered cannot become draft; it can become nothing else.',
    { from: 'delivered', to: 'draft', allowed: [] },
  ),
  'order.items_required': RuleBroken('order.items_required', 'The order has no items; add at least one.'),
  'order.unassigned': RuleBroken('order.unassigned', 'Choose a master for: Кружка с гравировкой.', {
    items: ['Кружка с гравировкой'],
  }),
  'order.closed': Conflict('order.closed', 'Order 1024 is delivered and can no longer be changed.', {
    status: 'delivered',
  }),
  'order.undo_expired': Conflict(
    'order.undo_expired',
    'The step can no longer be taken back: more has changed since, or a minute has passed.',
  ),
  'order.has_payments': Conflict(
    'order.has_payments',
    'Order 1024 has 2 payments, which must not be lost; leave it cancelled.',
    {
      payments: 2,
    },
  ),
  'payment.refund_exceeds': RuleBroken(
    'payment.refund_exceeds',
    'Of this payment 50000 minor units can be given back.',
    { left: 50_000 },
  ),
  'part.transition': Conflict('part.transition', 'A part that is waiting cannot pause.', {
    state: 'waiting',
    isHeld: false,
    action: 'pause',
    allowed: ['start', 'finish'],
  }),
  'part.blocked': Conflict('part.blocked', 'A problem has to be resolved first: Нет резца 0,2 мм', {
    text: 'Нет резца 0,2 мм',
  }),
  'part.children': Conflict('part.children', 'Of the 4 parts that go into it, 3 are done.', { total: 4, done: 3 }),
  'part.performer': new Failure('part.performer', {
    detail: 'The stage Гравировка is for somebody else to do.',
    params: { stage: 'Гравировка' },
  }),
  'part.photo': RuleBroken('part.photo', 'The stage Гравировка is finished with a photo of the part: add one.', {
    stage: 'Гравировка',
  }),
  'part.started': Conflict('part.started', 'Work on part 57 has begun.', { passes: 2 }),
  'part.of_order': Conflict('part.of_order', 'Part 57 is made for order 1024; change the order.', {
    orderNumber: 1024,
  }),
  'route.archived': RuleBroken(
    'route.archived',
    'The route Гравировка на кружке is archived; restore it or choose another.',
    {
      id: '66f0c2a7e1b2c3d4e5f60718',
    },
  ),
  'part.quantity': RuleBroken('part.quantity', 'The part is for 2 шт: no more than 20 can be lost, and 19 are.', {
    quantity: 2,
  }),
  'category.too_many': RuleBroken(
    'category.too_many',
    'There are 1000 categories already; delete some that are not needed.',
    { max: 1000 },
  ),
  'category.not_empty': Conflict(
    'category.not_empty',
    'There are 12 products and 2 categories in it; move them first.',
    { products: 12, categories: 2 },
  ),
  'product.archived': RuleBroken(
    'product.archived',
    'The product Кружка с гравировкой is archived; restore it or choose another.',
    { id: ID },
  ),
  'product.in_orders': Conflict('product.in_orders', 'The product stands in 3 orders; archive it.', { orders: 3 }),
  'stock.short': Conflict('stock.short', 'There is not enough any more of: Кружка белая (3).', {
    titles: 'Кружка белая (3)',
    lines: [{ line: 0, title: 'Кружка белая', available: 3 }],
  }),
  'supply_request.transition': Conflict(
    'supply_request.transition',
    'A request that is done cannot become draft; it can become nothing else.',
    { from: 'done', to: 'draft', allowed: [] },
  ),
  'supply_request.items_required': RuleBroken(
    'supply_request.items_required',
    'The request asks for nothing; add at least one item.',
  ),
  'supply_request.closed': Conflict('supply_request.closed', 'Request 17 is done, and this is not done with such.', {
    status: 'done',
  }),
  'supply_request.sent': Conflict(
    'supply_request.sent',
    'ООО «Керамика» has it; call it back first, or make another request.',
    {
      supplier: 'ООО «Керамика»',
    },
  ),
  'supply_request.received': Conflict(
    'supply_request.received',
    'Of Кружка белая 25 шт have come; give up the rest instead.',
    {
      name: 'Кружка белая',
      received: 25,
      unit: 'шт',
    },
  ),
  'stock.not_enough': RuleBroken('stock.not_enough', 'Of Кружка белая there are 3 шт.', {
    name: 'Кружка белая',
    onHand: 3,
    unit: 'шт',
  }),
  'stock.recount': Conflict(
    'stock.recount',
    'Кружка белая has moved since it was counted: there were 10, there are 9. Count it again.',
    { line: 0, name: 'Кружка белая', expected: 10, onHand: 9 },
  ),
  'stock.archived': RuleBroken('stock.archived', 'Кружка белая is archived; restore it first.', {
    name: 'Кружка белая',
  }),
  'stock.in_use': Conflict('stock.in_use', 'Кружка белая has movements or belongs to a product; archive it.', {
    name: 'Кружка белая',
  }),
  'stock.of_product': Conflict('stock.of_product', 'It is called as its product: change the product.', {
    name: 'Кружка белая',
  }),
  'stock.reversed': Conflict('stock.reversed', 'The movement has been taken back already.', { id: ID }),
  'client.has_orders': Conflict(
    'client.has_orders',
    'The client has 3 orders; archive the client, or delete the orders first.',
    {
      orders: 3,
    },
  ),
  'client.archived': RuleBroken('client.archived', 'The client is archived; restore the client first.', { id: ID }),
  'supplier.archived': RuleBroken(
    'supplier.archived',
    'The supplier Металлсервис ООО is archived; restore it or choose another.',
    { id: ID },
  ),
  'supplier.in_use': Conflict('supplier.in_use', 'Металлсервис ООО supplies 3 things in stock; archive it.', {
    items: 3,
  }),
  'supplier.desk_closed': of(
    'supplier.desk_closed',
    'The workshop has archived Металлсервис ООО: nothing can be changed here. Ask the workshop.',
  ),
  'file.incomplete': of('file.incomplete', 'The upload broke off before its end; send the file again.'),
  'demo.state': Conflict('demo.state', 'The demo is loading: this cannot be done with it now.', { state: 'loading' }),
  'demo.not_empty': Conflict('demo.not_empty', 'The workshop has work of its own already; a demo is for an empty one.'),
  'import.state': Conflict('import.state', 'The import is writing; this is for one that is ready.', {
    state: 'writing',
  }),
  'import.faulty': RuleBroken('import.faulty', 'Something is wrong with 3 cells; correct the file first.', {
    count: 3,
  }),
  'import.undo_expired': Conflict('import.undo_expired', 'Client 17 was changed since.', { number: 17 }),
  'file.too_many': RuleBroken('file.too_many', 'There are 200 files already; remove some that are not needed.', {
    max: 200,
  }),
  'file.no_space': of(
    'file.no_space',
    'The disk of the server has no room for further files; tell whoever runs it to make some.',
  ),
  'letter.sent': Conflict('letter.sent', '“Заказ № 1024 получен” is sent; there is nothing to send again or to drop.'),
  'mail.not_set_up': mailFailure('mail.not_set_up'),
  'mail.host_unknown': mailFailure('mail.host_unknown', {
    ...SERVER,
    answer: 'getaddrinfo ENOTFOUND smtp.example.org',
  }),
  'mail.unreachable': mailFailure('mail.unreachable', { ...SERVER, answer: 'connect ECONNREFUSED 192.0.2.7:465' }),
  'mail.silent': mailFailure('mail.silent', { ...SERVER, answer: 'Greeting never received' }),
  'mail.no_server': mailFailure('mail.no_server', { ...SERVER, answer: 'Connection closed unexpectedly' }),
  'mail.certificate': mailFailure('mail.certificate', { ...SERVER, answer: 'certificate has expired' }),
  'mail.encryption': mailFailure('mail.encryption', { ...SERVER, answer: 'wrong version number' }),
  'mail.credentials': mailFailure('mail.credentials', { ...SERVER, answer: '535 5.7.8 Authentication failed' }),
  'mail.sender_refused': mailFailure('mail.sender_refused', { ...SERVER, answer: '553 5.7.1 Sender address rejected' }),
  'mail.recipient_refused': mailFailure('mail.recipient_refused', { ...SERVER, answer: '550 5.1.1 No such user' }),
  'mail.refused': mailFailure('mail.refused', { ...SERVER, answer: '554 5.7.1 Message rejected as spam' }),
  'onedrive.not_set_up': oneDriveFailure('onedrive.not_set_up'),
  'onedrive.tenant': oneDriveFailure('onedrive.tenant', { answer: "AADSTS90002: Tenant 'romashka' not found." }),
  'onedrive.client': oneDriveFailure('onedrive.client', {
    answer: 'AADSTS700016: Application was not found in the directory.',
  }),
  'onedrive.secret': oneDriveFailure('onedrive.secret', { answer: 'AADSTS7000215: Invalid client secret provided.' }),
  'onedrive.secret_expired': oneDriveFailure('onedrive.secret_expired', {
    answer: 'AADSTS7000222: The provided client secret keys are expired.',
  }),
  'onedrive.unauthorised': oneDriveFailure('onedrive.unauthorised', {
    answer: 'AADSTS7000112: Application is disabled.',
  }),
  'onedrive.forbidden': oneDriveFailure('onedrive.forbidden', { answer: 'Access denied' }),
  'onedrive.no_drive': oneDriveFailure('onedrive.no_drive', { answer: "User's mysite not found." }),
  'onedrive.missing': oneDriveFailure('onedrive.missing', { answer: 'The resource could not be found.' }),
  'onedrive.too_large': oneDriveFailure('onedrive.too_large', {
    name: 'прайс.xlsx',
    size: 30_000_000,
    most: 20_971_520,
  }),
  'onedrive.name_taken': oneDriveFailure('onedrive.name_taken', { answer: 'Name already exists' }),
  'onedrive.locked': oneDriveFailure('onedrive.locked', {
    answer: 'The resource you are attempting to access is locked',
  }),
  'onedrive.full': oneDriveFailure('onedrive.full', { answer: 'Insufficient Space Available' }),
  'onedrive.throttled': oneDriveFailure('onedrive.throttled', {
    answer: 'The request has been throttled',
    seconds: 315,
  }),
  'onedrive.unreachable': oneDriveFailure('onedrive.unreachable', { answer: 'host_unknown' }),
  'onedrive.silent': oneDriveFailure('onedrive.silent', { answer: 'silent' }),
  'onedrive.private_network': oneDriveFailure('onedrive.private_network', { answer: 'private_network' }),
  'onedrive.interrupted': oneDriveFailure('onedrive.interrupted', { answer: 'HTTP 404' }),
  'onedrive.refused': oneDriveFailure('onedrive.refused', { answer: 'Invalid request' }),
  'template.unreadable': templateFailure({ reason: 'unclosed', told: '{#items}' }),
  'template.shipped': Conflict(
    'template.shipped',
    'Offer letter comes with the product: copy it, and change the copy.',
    {
      id: ID,
    },
  ),
  'template.too_many': RuleBroken('template.too_many', 'There are 100 templates already; delete some first.', {
    max: 100,
  }),
  'template.archived': RuleBroken(
    'template.archived',
    'The template Offer letter is archived; restore it or choose another.',
    { id: ID },
  ),
  'template.table_unreadable': RuleBroken(
    'template.table_unreadable',
    'The file is damaged: open it in a spreadsheet, and save it anew.',
    { table: 'damaged' },
  ),
  'document_run.busy': Conflict('document_run.busy', 'The documents are still being made.', { id: ID }),
  'role.built_in': Conflict(
    'role.built_in',
    'The built-in role Администратор always holds what it holds; make a role of its own for other people.',
    { key: 'admin' },
  ),
  'role.in_use': Conflict('role.in_use', '3 people hold the role Приёмщик; give them another one first.', {
    people: 3,
  }),
  'role.too_many': RuleBroken('role.too_many', 'There are 50 roles already; delete some that nobody holds.', {
    max: 50,
  }),
  'role.outsider': roleFailure({ code: 'role.outsider', permissions: ['supply:desk'] }, 'permissions'),
  'role.prerequisite': roleFailure(
    { code: 'role.prerequisite', permissions: ['reports:read'], needed: ['orders:prices'] },
    'permissions',
  ),
  'role.beyond': roleFailure({ code: 'role.beyond', permissions: ['stock:cost'] }, 'permissions'),
  'user.last_admin': Conflict('user.last_admin', 'The last administrator must stay; make another one first.'),
  'user.not_master': RuleBroken('user.not_master', `User ${ID} is no active master; choose one of the masters.`, {
    id: ID,
  }),
  'connection.too_many': RuleBroken(
    'connection.too_many',
    'There are 20 connections already; delete one that is not used.',
    { max: 20 },
  ),
  'connection.off': Conflict('connection.off', '1С «Торговля» is switched off; switch it on first.', {
    name: '1С «Торговля»',
  }),
  'connection.credentials_needed': RuleBroken(
    'connection.credentials_needed',
    'Tell first how to sign in to МойСклад.',
    { name: 'МойСклад' },
  ),
  'connection.unreachable': RuleBroken('connection.unreachable', 'МойСклад was not reached: silent.', {
    fault: 'silent',
  }),
  'connection.way': RuleBroken(
    'connection.way',
    '1С «Торговля» is not given products; change what is exchanged first.',
    { subject: 'products' },
  ),
  'connection.client_unknown': RuleBroken(
    'connection.client_unknown',
    'Its client has not come from there: exchange clients too, or take it again when the client has come.',
    { id: 'bd72d8f9' },
  ),
  'connection.file_unreadable': RuleBroken(
    'connection.file_unreadable',
    'The file cannot be read: not_xml in line 3: <Товар.',
    { line: 3, reason: 'not_xml' },
  ),
  'connection.not_stocked': Conflict(
    'connection.not_stocked',
    'Торт «Медовик» is made to order: it has no stock of its own.',
    { name: 'Торт «Медовик»' },
  ),
  'connection.refused_there': RuleBroken('connection.refused_there', 'Field "NAME" is required', {
    said: 'Field "NAME" is required',
  }),
  'connection.row_not_repeatable': Conflict(
    'connection.row_not_repeatable',
    'This was taken again already, or is kept no more.',
    { id: ID },
  ),
  'webhook.off': Conflict('webhook.off', '“1С: Торговля” is switched off; switch it on first.'),
  'webhook.too_many': RuleBroken('webhook.too_many', 'There are 20 webhooks already; delete one that is not used.', {
    max: 20,
  }),
  internal: of('internal', 'Something went wrong here; the log has it under 3f0c9a52-6f0e-4f6b-9a53-6f1f8f1f0f11.', {
    id: '3f0c9a52-6f0e-4f6b-9a53-6f1f8f1f0f11',
  }),
  unavailable: of('unavailable', 'The database does not answer.'),
};

function of(code: ErrorCode, detail: string, params?: Record<string, unknown>): Failure {
  return new Failure(code, { detail, ...(params ? { params } : {}) });
}

/** The description of the refusals with one status: their codes, and what each says. */
export function describeRefusals(codes: readonly ErrorCode[]): object {
  const examples = Object.fromEntries(codes.map((code) => [code, { value: problemOf(EXAMPLES[code]) }]));
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, examples } },
  };
}
