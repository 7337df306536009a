/** Tests that are knowingly not run, with the reason. */
export const skips: readonly (readonly [RegExp, string])[] = [
  [
    /createSearchIndex|listSearchIndexes|updateSearchIndex|dropSearchIndex|searchIndexIgnores/i,
    'search indexes exist in Atlas only',
  ],
  [/timeseries|clustered-index|clustered indexes/i, 'time series and clustered collections are not served'],
  [/pre_and_post_images|changeStream/i, 'change streams are not served'],
  [/snapshot-sessions/, 'snapshot reads outside of transactions are not served'],
  [/mongos-/, 'asks for a sharded cluster'],
  [/create-null-ids/, 'the driver makes an _id in the place of null'],
  [/passes bypassDocumentValidation: false/, 'the driver leaves bypassDocumentValidation out where it is false'],
  [/gridfs-download/, 'the driver asks for a file by {$eq: id}, the tests expect the plain id'],
  [/download when final chunk is missing/, 'the driver does not notice a missing last chunk'],
  [/secondary read preference in client option|readPreference inherited from client/, 'asks for a secondary'],
  [/partialResult is unset when/, 'the driver gives a partial result also where nothing was written'],
  [
    /client bulkWrite with writeConcern in a transaction/,
    'the driver does not refuse a write concern of a bulk write within a transaction',
  ],
  [/First insertOne is never committed/, 'the driver gives insertedIds of what was not inserted'],
];
