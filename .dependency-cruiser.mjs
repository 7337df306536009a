/** The storeys of the platform, from the ground up: none knows what stands above it. */
const STOREYS = [
  ['config', 'fields', 'threads'],
  ['failure', 'lists'],
  ['access'],
  ['database'],
  ['http'],
  ['journal'],
  ['records', 'exports', 'guesses', 'mail', 'vault', 'web', 'graph'],
  ['audit', 'realtime', 'health', 'logging', 'imports'],
];

const platform = (folders) => `^backend/src/platform/(${folders.join('|')})/`;

/** Which part may import which; see docs/decisions. Kept at an empty list of cycles. */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-knows-nobody',
      severity: 'error',
      from: { path: '^libs/domain/src' },
      to: { pathNot: '^(libs/domain/src|node_modules/@casl/)' },
    },
    {
      name: 'embedded-mongo-knows-no-product',
      severity: 'error',
      from: { path: '^libs/embedded-mongo/' },
      to: { path: '^(backend|frontend|libs/domain|libs/api-client)/' },
    },
    {
      name: 'platform-knows-no-capability',
      severity: 'error',
      from: { path: '^backend/src/platform/' },
      to: { path: '^backend/src/(?!platform/)[^/]+/' },
    },
    ...STOREYS.slice(0, -1).map((folders, storey) => ({
      name: `platform-storey-${storey}-knows-none-above`,
      severity: 'error',
      from: { path: platform(folders) },
      to: { path: platform(STOREYS.slice(storey + 1).flat()) },
    })),
    {
      name: 'platform-has-storeys',
      comment: 'A new folder of the platform belongs to a storey.',
      severity: 'error',
      from: {},
      to: { path: '^backend/src/platform/', pathNot: platform(STOREYS.flat()) },
    },
    {
      name: 'capabilities-meet-through-services',
      comment: 'A repository and its model belong to one capability.',
      severity: 'error',
      from: { path: '^backend/src/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^backend/src/(?!platform/)([^/]+)/.*\\.repository\\.ts$', pathNot: '^backend/src/$1/' },
    },
    {
      name: 'ui-knows-no-page',
      severity: 'error',
      from: { path: '^frontend/src/app/(ui|core)/' },
      to: { path: '^frontend/src/app/(entities|console|shop-floor|shell|account)/' },
    },
    {
      name: 'entities-know-no-area',
      comment: 'What several areas show of a client, an order or a part; built of ui and core.',
      severity: 'error',
      from: { path: '^frontend/src/app/entities/' },
      to: { path: '^frontend/src/app/(console|shop-floor|storefront|supplier|shell|account)/' },
    },
    {
      name: 'areas-do-not-meet',
      severity: 'error',
      from: { path: '^frontend/src/app/(console/[^/]+|shop-floor|storefront|supplier)/' },
      to: {
        path: '^frontend/src/app/(console|shop-floor|storefront|supplier)/',
        pathNot: '^frontend/src/app/$1/',
      },
    },
    {
      name: 'shop-takes-words-alone-of-the-console',
      comment: 'The storefront is an application of its own: it shares how things are written, and loads nothing else.',
      severity: 'error',
      from: { path: '^frontend/shop/' },
      to: { path: '^frontend/src/', pathNot: '^frontend/src/app/core/i18n/' },
    },
    {
      name: 'console-knows-no-shop',
      severity: 'error',
      from: { path: '^frontend/src/' },
      to: { path: '^frontend/shop/' },
    },
    {
      name: 'domain-is-shared-alone',
      severity: 'error',
      from: { path: '^frontend/' },
      to: { path: '^(backend|libs/embedded-mongo)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|\\.spec\\.ts$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.js', '.mjs'],
    },
  },
};
