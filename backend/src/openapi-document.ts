import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ERROR_STATUS } from '@verstak/domain';
import { completeDocument } from './openapi-complete.js';
import { READING_COOKIE } from './platform/access/read-by-cookie.js';

/** Version of the API, in its path and in the document. */
export const API_VERSION = '1.0.0';

const DESCRIPTION = `Everything the screens do, a program may do too.

Sign in with \`POST /api/v1/auth/sign-in\` and send the access token as \`Authorization: Bearer …\`; \`x-permission\` names
what a route needs. Refusals are \`application/problem+json\` with a stable \`code\`. Fields that the role may not read are left out.
Send \`version\` with a change: where somebody else changed the same field, the answer is 409 with both values.`;

/** The description of the API, made from the code alone. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Verstak')
    .setDescription(DESCRIPTION)
    .setVersion(API_VERSION)
    .addBearerAuth()
    .addCookieAuth(READING_COOKIE.name, { type: 'apiKey', in: 'cookie', name: READING_COOKIE.name })
    .setOpenAPIVersion('3.1.0')
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: (_controller, method) => method });
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...PROBLEM_SCHEMAS } };
  completeDocument(document);
  return document;
}

/** Serves Swagger UI at /api/docs and the document at /api/openapi.json. */
export function serveDocs(app: INestApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true, tagsSorter: 'alpha' },
    customSiteTitle: 'Verstak API',
  });
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
