/** Materials that a supplier offers; every tenth of them runs short. */
const MATERIALS = 500;
const REQUESTS = 100;
/** As many as one person may write in a row. */
const MESSAGES = 20;
const ITEMS = 5;

/** What loads of supply and talk need to know. */
export interface Supplied {
  requestIds: string[];
  /** How long a message takes that is written alone, in milliseconds: the median. */
  messageMs: number;
}

/** Fills stock, offers and requests through the API, and times messages in the conversation of one of them. */
export async function supply(api: string, token: string): Promise<Supplied> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const post = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(`${api}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const { id: supplierId } = await post<{ id: string }>('suppliers', { name: 'Керамика ООО' });
  const stockItemIds: string[] = [];
  for (let index = 0; index < MATERIALS; index += 1) {
    const name = `Заготовка ${index + 1}`;
    const material = { name, unit: 'шт', cost: 10_000 + index, reorderPoint: index % 10 ? 5 : 200, supplierId };
    const { id } = await post<{ id: string }>('stock', material);
    stockItemIds.push(id);
    await post('offers', { supplierId, stockItemId: id, name, unit: 'шт', price: 10_000 + index, inStock: 1_000 });
  }
  const lines = stockItemIds.map((stockItemId) => ({ stockItemId, quantity: 100 }));
  for (let at = 0; at < lines.length; at += 100)
    await post('movements', { kind: 'receipt', lines: lines.slice(at, at + 100) });
  const requestIds: string[] = [];
  for (let index = 0; index < REQUESTS; index += 1) {
    const items = Array.from({ length: ITEMS }, (_, offset) => {
      return { stockItemId: stockItemIds[(index * ITEMS + offset) % MATERIALS], quantity: 10, price: 10_000 };
    });
    const { id } = await post<{ id: string }>('requests', { supplierId, items });
    await post(`requests/${id}/status`, { status: 'in_process' });
    requestIds.push(id);
  }
  const times: number[] = [];
  for (let index = 0; index < MESSAGES; index += 1) {
    const start = performance.now();
    const about = {
      subject: 'SupplyRequest',
      subjectId: requestIds[0],
      mentions: [],
      isInternal: false,
      attachments: 0,
    };
    await post('messages', { ...about, text: `Когда привезёте, ${index}?` });
    times.push(performance.now() - start);
  }
  return { requestIds, messageMs: times.sort((one, other) => one - other)[MESSAGES >> 1] ?? NaN };
}
