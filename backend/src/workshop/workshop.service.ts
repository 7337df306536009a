import { Injectable } from '@nestjs/common';
import { legalFaultsOfRussia, type LegalRule } from '@verstak/domain';
import { FilesService } from '../files/files.service.js';
import type { StoredFile } from '../files/stored-file.js';
import type { Place } from '../platform/access/places.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { diff, withoutChanges, type FieldChange } from '../platform/database/diff.js';
import { Transactions } from '../platform/database/transactions.js';
import type { PaperPicture } from '../platform/exports/pdf-pages.js';
import { Invalid } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { requireReadable } from '../platform/records/bodies.js';
import { patched } from '../platform/records/patched.js';
import type { Workshop, WorkshopChange } from './workshop.dto.js';
import type { WorkshopDemo } from './workshop-demo.js';
import { WorkshopFields, type WorkshopProfile } from './workshop-profile.js';
import { WorkshopRepository } from './workshop.repository.js';

/** What the numbers of a firm in Russia have to be. */
const LEGAL_RULES: Record<LegalRule, string> = {
  inn: 'must be an ИНН: 10 digits of an organisation or 12 of a person, with its check digits',
  kpp: 'must be a КПП of 9 characters such as 773601001',
  ogrn: 'must be an ОГРН of 13 digits or an ОГРНИП of 15, with its check digit',
  bik: 'must be a БИК of 9 digits',
  account: 'must be an account of 20 digits that agrees with the БИК of its bank',
  correspondent: 'must be a correspondent account of 20 digits that agrees with the БИК',
};

/** What the workshop is called, and what stands on its documents. */
@Injectable()
export class WorkshopService {
  constructor(
    private readonly workshop: WorkshopRepository,
    private readonly files: FilesService,
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  /** The workshop with what it counts in; its logo only where the picture is still there. */
  async get(): Promise<Workshop> {
    return (await this.withLogo()).workshop;
  }

  /** The same with the picture that is its logo. */
  async withLogo(): Promise<{ workshop: Workshop; logo?: Stored<StoredFile> | undefined }> {
    const profile = await this.profile();
    const logo = await this.logoOf(profile);
    return { workshop: this.shown(profile, logo), logo };
  }

  /** The workshop with its logo for paper: who prints. */
  async printing(): Promise<{ workshop: Workshop; logo?: PaperPicture }> {
    const { workshop, logo } = await this.withLogo();
    return logo ? { workshop, logo: await this.files.onPaper(logo) } : { workshop };
  }

  async history(query: PageQuery): Promise<Page<JournalEntry>> {
    const { _id } = await this.profile();
    return this.workshop.history(_id.toHexString(), query);
  }

  /** What an hour of work costs, and what products are to earn: for whoever works out costs, whoever asks. */
  async costing(): Promise<Pick<WorkshopProfile, 'hourlyRate' | 'workCentreRates' | 'targetMargin'>> {
    const { hourlyRate, workCentreRates, targetMargin } = await this.profile();
    return { hourlyRate, workCentreRates, targetMargin };
  }

  /**
   * Changes some fields; 400 for a logo that is no picture of the workshop, and for numbers that no firm has, 403 for
   * what the caller may not read.
   */
  async change({ version, ...fields }: WorkshopChange): Promise<Workshop> {
    requireReadable(WorkshopFields, fields);
    return this.transactions.run(async () => {
      const before = await this.profile();
      const [former, logo] = [await this.logoOf(before), await this.logoOf({ ...before, ...fields })];
      if (fields.logoId && !logo) throw noPicture();
      const after = await this.workshop.change(before, { version }, (profile) => {
        Object.assign(profile, patched(profile, fields));
        this.requireLegal(profile);
      });
      if (former && former._id.toHexString() !== logo?._id.toHexString())
        await this.files.remove(former._id.toHexString());
      return this.shown(after, logo);
    });
  }

  /** The demo that the workshop was given, and the id of the profile that tells of it. */
  async demo(): Promise<{ id: string; demo?: WorkshopDemo }> {
    const { _id, demo } = await this.profile();
    return { id: _id.toHexString(), ...(demo ? { demo } : {}) };
  }

  /** Says how the workshop stands to a demo, which `become` makes of how it stood; without one there is none. */
  async changeDemo(become: (demo: WorkshopDemo | undefined) => WorkshopDemo | undefined): Promise<Workshop> {
    return this.transactions.run(async () => {
      const before = await this.profile();
      await this.workshop.change(before, {}, (profile) => void (profile.demo = become(before.demo)));
      return this.get();
    });
  }

  /** Takes out of the profile what a request has written, where nobody has written otherwise since. */
  async takeBack(changes: readonly FieldChange[]): Promise<void> {
    await this.transactions.run(async () => {
      const before = await this.profile();
      const since = diff(withoutChanges(before, changes), before);
      const own = changes.filter(({ path, after }) =>
        since.some((now) => now.path === path && JSON.stringify(now.after) === JSON.stringify(after)),
      );
      await this.workshop.change(before, {}, (profile) => void Object.assign(profile, withoutChanges(profile, own)));
    });
  }

  private async profile(): Promise<Stored<WorkshopProfile>> {
    const profile = await this.workshop.find();
    if (!profile) throw new Error('The first start has made no profile of the workshop');
    return profile;
  }

  private async logoOf({
    _id,
    logoId,
  }: Pick<Stored<WorkshopProfile>, '_id' | 'logoId'>): Promise<Stored<StoredFile> | undefined> {
    const place: Place = { subject: 'Workshop', subjectId: _id.toHexString() };
    return logoId ? this.files.picture(place, String(logoId)) : undefined;
  }

  private shown({ logoId, ...profile }: Stored<WorkshopProfile>, logo: object | undefined): Workshop {
    const { currency, currencyDigits, timeZone, country } = this.config;
    const { url, fault: urlFault } = this.config.publicAddress;
    const counting = { currency, currencyDigits, timeZone, country };
    return { ...profile, ...(logo && logoId && { logoId }), ...counting, url, urlFault };
  }

  private requireLegal(profile: WorkshopProfile): void {
    const faults = this.config.country === 'RU' ? legalFaultsOfRussia(profile) : [];
    if (faults.length) throw Invalid(faults.map((fault) => ({ ...fault, message: LEGAL_RULES[fault.rule] })));
  }
}

function noPicture(): Error {
  const message = 'must be a picture (JPEG, PNG, WebP, GIF or AVIF) that was uploaded to the workshop';
  return Invalid([{ field: 'logoId', rule: 'picture', message }]);
}
