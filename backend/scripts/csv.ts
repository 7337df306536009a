/** Rows of a CSV with a header (RFC 4180: `,`, quotes doubled inside quotes, line ends inside quotes), by column name. */
export function parseCsv(text: string): Record<string, string>[] {
  const [header = [], ...rows] = cellsOf(text.replace(/^\ufeff/, ''));
  return rows.map((cells, index) => {
    if (cells.length !== header.length) {
      throw new Error(`row ${index + 2} has ${cells.length} cells where the header has ${header.length}`);
    }
    return Object.fromEntries(header.map((name, column) => [name, cells[column] ?? '']));
  });
}

// One cell and what ends it; a quote inside a quoted cell is written twice.
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/y;

function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (CELL.lastIndex = 0; CELL.lastIndex < text.length;) {
    const start = CELL.lastIndex;
    const match = CELL.exec(text);
    if (!match) throw new Error(`a quote is open or out of place after character ${start}`);
    const [, quoted, plain = '', end] = match;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',' && CELL.lastIndex < text.length) continue;
    if (end === ',') row.push('');
    rows.push(row);
    row = [];
  }
  return rows;
}
