import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Message, MessageFile } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { Session } from '../../core/session/session';
import { contentAddress } from '../files/file-place';
import { FileSizePipe } from '../files/file-size';
import { FileTile } from '../files/file-tile';
import { FileUploads } from '../files/file-uploads';
import { FileViewer } from '../files/file-viewer';
import { UploadList } from '../files/upload-list';
import { partsOf } from './message-parts';

/** What somebody said, with its files; an internal note says so in word, icon and colour. */
@Component({
  selector: 'app-message-bubble',
  imports: [FileSizePipe, FileTile, MatIcon, TranslocoPipe, UploadList],
  templateUrl: './message-bubble.html',
  styleUrl: './message-bubble.scss',
  host: { '[class.own]': 'isOwn()', '[class.internal]': 'message().isInternal', '[class.first]': 'isFirst()' },
})
export class MessageBubble {
  private readonly session = inject(Session);
  private readonly uploads = inject(FileUploads);
  private readonly viewer = inject(FileViewer);
  private readonly formats = inject(Formats);

  readonly message = input.required<Message>();
  /** The name of its author stands above it. */
  readonly isFirst = input(true);
  /** Names that it may mention. */
  readonly names = input<readonly string[]>([]);

  protected readonly contentAddress = contentAddress;
  protected readonly isOwn = computed(() => this.message().authorId === this.session.user()?.id);
  protected readonly mentionsMe = computed(() => this.message().mentions.includes(this.session.user()?.id ?? ''));
  protected readonly parts = computed(() => partsOf(this.message().text ?? '', this.names()));
  protected readonly time = computed(() => this.formats.time(this.message().createdAt));
  protected readonly moment = computed(() => this.formats.moment(this.message().createdAt));
  protected readonly sending = computed(() => this.uploads.at({ subject: 'Message', subjectId: this.message().id }));
  /** Files that its author is still sending from elsewhere. */
  protected readonly coming = computed(() => {
    const { attachments, files } = this.message();
    return this.sending().length || this.isLate() ? 0 : Math.max(0, attachments - files.length);
  });

  protected view(file: MessageFile): void {
    void this.viewer.open(
      this.message().files.filter(({ hasPreview }) => hasPreview),
      file,
    );
  }

  /** What has not come within an hour is not awaited any more. */
  private isLate(): boolean {
    return Date.now() - Date.parse(this.message().createdAt) > 3_600_000;
  }
}
