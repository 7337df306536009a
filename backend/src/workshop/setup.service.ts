import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { VARIABLES } from '../platform/config/environment.js';
import { lastBackup } from '../platform/config/last-backup.js';
import { certificateEnd } from '../platform/config/tls.js';
import { NEEDED_DETAILS, type SetupState, type SetupStep, type SetupTopic } from './setup.dto.js';
import type { Workshop } from './workshop.dto.js';
import { WorkshopService } from './workshop.service.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** With fewer days left somebody has to see to a certificate. */
const ENDING_DAYS = 14;
/** A week's work is the most that may be lost. */
const OLD_DAYS = 7;

const ONEDRIVE = ['MS_TENANT_ID', 'MS_CLIENT_ID', 'MS_CLIENT_SECRET', 'MS_ONEDRIVE_USER_ID'] as const;

const example = (name: keyof typeof VARIABLES): string => `${name}=${VARIABLES[name].example}`;

/** What of a workshop is set up, and what is not yet, as far as the server knows. */
@Injectable()
export class Setup {
  constructor(
    private readonly workshop: WorkshopService,
    private readonly config: Config,
  ) {}

  async list(): Promise<SetupStep[]> {
    const workshop = await this.workshop.get();
    return [
      details(workshop),
      step('logo', workshop.logoId ? 'done' : 'missing'),
      this.reckoning(workshop),
      this.address(workshop),
      await this.certificate(),
      this.mail(),
      await this.backup(),
      this.oneDrive(),
    ];
  }

  /** Whether somebody has said what days and sums are counted in. */
  private reckoning({ currency, timeZone }: Workshop): SetupStep {
    const { CURRENCY, TIME_ZONE } = this.config.environment;
    const value = `${currency}, ${timeZone}`;
    if (CURRENCY && TIME_ZONE) return step('reckoning', 'done', { value });
    return step('reckoning', 'assumed', {
      value,
      remedy: `npm run workshop -- --currency ${currency} --time-zone ${timeZone}`,
    });
  }

  /** Whether labels and links carry an address that was set and that other devices open. */
  private address({ url: value, urlFault }: Workshop): SetupStep {
    if (!urlFault) return step('address', 'done', { value });
    const remedy = urlFault === 'guessed' ? `PUBLIC_URL=${value}` : example('PUBLIC_URL');
    const isSet = this.config.environment.PUBLIC_URL !== undefined;
    return isSet ? step('address', 'local', { value, remedy }) : step('address', 'missing', { remedy });
  }

  private async certificate(): Promise<SetupStep> {
    const at = await certificateEnd(this.config.environment);
    if (at) return step('certificate', daysTo(at) < ENDING_DAYS ? 'ending' : 'done', { at });
    if (this.config.isSecure) return step('certificate', 'done');
    return step('certificate', 'missing', { remedy: 'npm run certificate' });
  }

  private mail(): SetupStep {
    const { mail } = this.config;
    if (!mail) return step('mail', 'missing', { remedy: example('SMTP_URL') });
    return step('mail', 'done', { value: `${mail.from}, ${mail.host}:${mail.port}` });
  }

  private oneDrive(): SetupStep {
    const { graph } = this.config;
    if (!graph) return step('onedrive', 'unused', { remedy: ONEDRIVE.map(example).join('\n') });
    return step('onedrive', 'done', { value: graph.userId });
  }

  private async backup(): Promise<SetupStep> {
    const { MONGODB_URI, DATA_DIR } = this.config.environment;
    if (MONGODB_URI) return step('backup', 'elsewhere');
    const last = await lastBackup(DATA_DIR);
    const remedy = 'npm run backup -- /mnt/disk/verstak';
    if (!last) return step('backup', 'missing', { remedy });
    const { at, folder: value, isBeside } = last;
    if (-daysTo(at) > OLD_DAYS) return step('backup', 'old', { at, value, remedy });
    return isBeside ? step('backup', 'beside', { at, value, remedy }) : step('backup', 'done', { at, value });
  }
}

function details(workshop: Workshop): SetupStep {
  const lacks = NEEDED_DETAILS.filter((name) => !workshop[name]);
  return lacks.length ? step('details', 'missing', { lacks }) : step('details', 'done');
}

/** Of which nothing is to be done. */
const DONE: ReadonlySet<SetupState> = new Set(['done', 'elsewhere', 'unused', 'assumed']);

function daysTo(at: Date): number {
  return (at.getTime() - Date.now()) / DAY_MS;
}

function step(topic: SetupTopic, state: SetupState, more: Partial<SetupStep> = {}): SetupStep {
  return { topic, state, isDone: DONE.has(state), ...more };
}
