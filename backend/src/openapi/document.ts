import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ERROR_STATUS } from '@verstak/domain';
import { API_KEY, completeDocument } from './complete.js';
import { READING_COOKIE } from '../platform/access/read-by-cookie.js';

/** Version of the API, in its path and in the document. */
export const API_VERSION = '1.0.0';

const DESCRIPTION = `Everything the screens do, a program may do too.

A program has a key, which is made in the console under _Connections_ and holds no more than its scopes: send it as
\`Authorization: Bearer vk_…\`, at most 100 requests at once and 20 a second from then on. A person signs in with
\`POST /api/v1/auth/sign-in\` and sends the access token in the same place. Every body has an
example that can be sent as it stands, and again, once its ids are those of documents that exist. Refusals are \`application/problem+json\` with a stable \`code\`. Fields that the role may not read are left out.
Send \`version\` with a change: where somebody else changed the same field, the answer is 409 with both values.`;

const TAGS: Readonly<Record<string, string>> = {
  Session: 'Signing in and out, and who is signed in.',
  Orders: 'What clients order: taken, amended, moved along the life cycle, handed over.',
  Clients: 'Who orders: persons and companies, and people to talk to.',
  Payments: 'Money that changed hands for orders, and how clients stand.',
  Routes: 'How things are made: stages in their order.',
  Catalog: 'What is offered: products with their options, in categories.',
  Suppliers: 'From whom materials and goods come, and people to talk to there.',
  'Supplier desk': 'What the workshop asks a supplier for, as the supplier reads and answers it.',
  Offers: 'What suppliers sell: said by themselves at their desk, or by the workshop for them.',
  Requests: 'What the workshop wants of its suppliers: asked for, answered, received in portions.',
  Stock: 'Materials and products as they lie there: balances, movements, and what orders have reserved.',
  Shop: 'What customers see and order, without an account: public, with the prices of the shop.',
  'Shop account': 'What customers who signed in do with their own: orders, cart, address and password.',
  Letters: 'Letters to people: sent, waiting, and why one was not taken.',
  Connections:
    'Other systems that are exchanged with, such as 1C, Bitrix24 and MoySklad, and what came of each document.',
  Webhooks: 'Where events are sent to other systems, signed, and what became of them.',
  Imports: 'Tables that people have: read apart, looked at, written at once, taken back.',
  Templates: 'Files of Word with tags, and documents made by them of orders and parts.',
  Production: 'Parts that masters make, and the stretches of work on them.',
  Today: 'What waits for somebody, what is late and what does not move.',
  Reports: 'What was sold and how it was made, counted by the server.',
  Files: 'Pictures and documents of clients, orders, items, parts and messages.',
  Conversations: 'What people say to one another about an order or a request, and what of it is unread.',
  People: 'Who works here, in which role.',
  'API keys': 'By which programs work here: made, changed and revoked by people alone.',
  Notifications: 'What somebody is told of: what is theirs now, what became of it, and who wants something.',
  Preferences: 'How a person likes the console.',
  Views: 'Lists as people narrow them again and again, under a name.',
  Workshop: 'What it is called, what stands on its documents, and what it counts in.',
  OneDrive: 'The workshop’s files at Microsoft: whether they can be read and written, and what lies there.',
  Journal: 'Who did what and when, and the proof that nobody has changed the record of it.',
  Tables: 'Everything that is stored, table by table, as it is declared; changed by the routes of its own.',
  Operation: 'Whether the product is well.',
  S2: 'An API of a former server, kept to the letter for the programs that call it: paths end in a slash, documents are told by their number, refusals are `{"detail"}` or `{"field": ["…"]}`.',
};

/** The description of the API, made from the code alone. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Verstak')
    .setDescription(DESCRIPTION)
    .setVersion(API_VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({ type: 'http', description: 'The access token of somebody who has signed in.' })
    .addBearerAuth({ type: 'http', bearerFormat: 'vk_…', description: 'The API key of a program.' }, API_KEY)
    .addCookieAuth(READING_COOKIE.name, { type: 'apiKey', in: 'cookie', name: READING_COOKIE.name })
    .setOpenAPIVersion('3.1.0')
    .build();
  config.tags = Object.entries(TAGS).map(([name, description]) => ({ name, description }));
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: (_controller, method) => method });
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...PROBLEM_SCHEMAS } };
  completeDocument(document);
  return document;
}

/** Serves Swagger UI at /api/docs and the document at /api/openapi.json. */
export function serveDocs(app: INestApplication, document: OpenAPIObject): void {
  const servers = [{ url: '/', description: 'The server that this document comes from.' }];
  SwaggerModule.setup(
    'api/docs',
    app,
    { ...document, servers },
    {
      jsonDocumentUrl: 'api/openapi.json',
      raw: ['json'],
      // Unfolded, so many routes are drawn as none at all.
      swaggerOptions: {
        docExpansion: 'none',
        persistAuthorization: false,
        displayRequestDuration: true,
        showExtensions: true,
      },
      customSiteTitle: 'Verstak API',
    },
  );
}

const text = { type: 'string' } as const;

const PROBLEM_SCHEMAS = {
  FieldFault: {
    type: 'object' as const,
    required: ['field', 'rule', 'message'],
    properties: { field: text, rule: text, message: text, value: {} },
  },
  Problem: {
    type: 'object' as const,
    description: 'A refusal, RFC 9457.',
    required: ['type', 'title', 'status', 'code', 'detail'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' as const },
      code: { type: 'string' as const, enum: Object.keys(ERROR_STATUS) },
      detail: text,
      instance: text,
      errors: { type: 'array' as const, items: { $ref: '#/components/schemas/FieldFault' } },
      params: { type: 'object' as const, additionalProperties: true },
    },
  },
};
