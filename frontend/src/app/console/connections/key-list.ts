import { Component } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PageHeader } from '../../ui/page-header/page-header';
import { EmptyState } from '../../ui/states/empty-state';
import { ViewTabs } from '../../ui/view-tabs/view-tabs';
import { connectionTabs } from './connection-tabs';

/** The keys by which other programs work with this one. */
@Component({
  selector: 'app-key-list',
  imports: [EmptyState, PageHeader, TranslocoPipe, ViewTabs],
  templateUrl: './key-list.html',
})
export class KeyList {
  protected readonly tabs = connectionTabs('keys');
}
