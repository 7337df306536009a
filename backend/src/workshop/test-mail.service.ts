import { Injectable } from '@nestjs/common';
import { signedInPerson } from '../platform/access/caller.js';
import type { ExportLanguage } from '../platform/exports/table.js';
import { Guesses } from '../platform/guesses/guesses.js';
import { JournalEvents } from '../platform/journal/journal-events.js';
import { Mail } from '../platform/mail/mail.js';
import type { TestMail } from './workshop.dto.js';
import { WorkshopService } from './workshop.service.js';

const LETTERS: Record<ExportLanguage, (workshop: string, by: string) => { subject: string; text: string }> = {
  ru: (workshop, by) => ({
    subject: `Проверка почты: ${workshop}`,
    text: `Почта мастерской «${workshop}» работает.\n\nЭто письмо отправил(а) ${by} из настроек Верстака. Отвечать на него не нужно.\n`,
  }),
  en: (workshop, by) => ({
    subject: `Test mail: ${workshop}`,
    text: `The mail of ${workshop} works.\n\n${by} sent this from the settings of Verstak. There is nothing to answer.\n`,
  }),
};

/** A letter by which somebody sees whether mail arrives. */
@Injectable()
export class TestMails {
  constructor(
    private readonly workshop: WorkshopService,
    private readonly mail: Mail,
    private readonly guesses: Guesses,
    private readonly events: JournalEvents,
  ) {}

  /** Sends one; 422 where the server does not take it, 429 where one was sent too often. */
  async send({ to, lang }: TestMail): Promise<void> {
    await this.guesses.pace('test mail');
    const { name } = await this.workshop.get();
    await this.mail.send({ to, sender: name, ...LETTERS[lang](name, signedInPerson().name) });
    await this.events.record({ action: 'mailed', params: { to } });
  }
}
