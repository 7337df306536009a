import type { Failure } from '../../platform/failure/failure.js';
import type { ArchiveFault, ArchiveFaultReason } from './exchange-archive.js';
import type { CommerceMlFault, RecordFaultReason, UnreadableXml } from './commerce-ml-fault.js';

/** What 1C shows, in the language in which all of 1C is. */
export const WORDS = {
  credentials: 'Неверный логин или пароль',
  signIn: 'Сначала подключитесь: checkauth с логином и паролем обмена',
  ended: 'Сеанс обмена закончился или начат другой, начните обмен заново',
  off: 'Обмен выключен в программе Verstak',
  ownerGone: 'Обмен выключен: того, кто его настроил, в мастерской больше нет',
  unknown: (type: string, mode: string) => `Запрос type=${type} mode=${mode} не поддерживается`,
  name: (name: string) => `Недопустимое имя файла «${name}»`,
  noFile: (name: string) => `Файл «${name}» не передан`,
  noBody: 'Файл пустой',
  pieceTooLarge: (most: number) => `Часть файла больше ${most} байт, указанных в ответе на init`,
  tooLarge: (most: number) => `Файлов обмена больше ${most} МБ, передайте меньше за один раз`,
  tooMany: 'Файлов обмена слишком много',
  noProducts: 'Приём товаров в этом обмене не включён',
  noOrders: 'Обмен заказами не включён',
  reading: 'Файл обрабатывается',
  read: (name: string, records: number, percent: number) => `${name}: обработано ${records}, ${percent} %`,
  written: (records: number) => (records ? `Обработано до этого места: ${records}.` : 'Ничего не записано.'),
  internal: 'Ошибка в программе Verstak, повторите обмен',
} as const;

const UNREADABLE: Record<UnreadableXml, (found: string) => string> = {
  not_xml: (found) => `это не XML или он испорчен: ${found}`,
  cut_off: () => 'файл передан не до конца',
  foreign: (found) => `это не файл CommerceML: ${found}`,
  encoding: (found) => `текст не в кодировке ${found}; нужна UTF-8 или windows-1251`,
  too_deep: (found) => `слишком глубокая вложенность: ${found}`,
  too_large: (found) => `слишком большой элемент: ${found}`,
};

const ARCHIVE: Record<ArchiveFaultReason, (found: string) => string> = {
  damaged: () => 'архив повреждён или передан не до конца',
  password: (found) => `файл «${found}» в архиве закрыт паролем`,
  too_many: () => 'в архиве слишком много файлов',
  too_large: () => 'архив распаковывается в слишком большие файлы',
  name: (found) => `недопустимое имя файла в архиве: ${found}`,
};

/** Why a file is not read any further. */
export function wordsOfFile(name: string, { line, reason, found }: CommerceMlFault, records: number): string {
  return `${name}, строка ${line}: ${UNREADABLE[reason](found)}. ${WORDS.written(records)}`;
}

/** Why an archive is not unpacked. */
export function wordsOfArchive(name: string, { reason, found }: ArchiveFault): string {
  return `${name}: ${ARCHIVE[reason](found)}`;
}

/** What the product refuses. */
export function wordsOfFailure({ code, details }: Failure): string {
  const seconds = Number(details.params?.['retryAfterSeconds']);
  if (code === 'request.too_many') return `Слишком много попыток, повторите через ${seconds} с`;
  return code === 'internal' ? `${WORDS.internal} (${String(details.params?.['id'] ?? '')})` : details.detail;
}

/** What is wrong with a field of a record, as the log has it. */
export const RECORD_FAULTS: Record<RecordFaultReason, string> = {
  no_id: 'is missing: 1C tells no goods without it',
  id_too_long: 'must have at most 100 letters',
  no_name: 'is missing',
  text_too_long: 'has a text of more than 65,536 letters',
  characteristic: 'is a characteristic of a good: it is not exchanged, the good itself is',
  price: 'must be an amount',
  price_unit: 'is a price for several units together; give one for the basic unit',
  price_type: 'is no price type that 1C gives; choose one of those it gives',
  currency: 'is another currency than that of the workshop',
  quantity: 'must be a quantity',
  date: 'must be a date',
  status: 'is a status that none of ours stands for; add it to the statuses of the connection',
  operation: 'is no order of goods',
};
