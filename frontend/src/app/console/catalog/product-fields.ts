import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatCheckbox } from '@angular/material/checkbox';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { quantitiesOf, usualUnits } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { RoutesService } from '@verstak/api';
import { categoryOptions, liveCategories } from '../../entities/products/category-tree';
import { routeOptions } from '../../entities/routes/route-options';
import { MoneyField } from '../../ui/fields/money-field';
import { NumberField } from '../../ui/fields/number-field';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { SuggestField } from '../../ui/fields/suggest-field';
import { TextField } from '../../ui/fields/text-field';
import { MaterialFields } from './material-fields';
import { OptionFields } from './option-fields';
import type { ProductDraft } from './product-draft';
import { QuestionFields } from './question-fields';

/** The fields of a product. */
@Component({
  selector: 'app-product-fields',
  imports: [
    FormField,
    MatCheckbox,
    MaterialFields,
    MoneyField,
    NumberField,
    OptionFields,
    QuestionFields,
    SelectField,
    SuggestField,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './product-fields.html',
  styleUrls: ['../../ui/forms/form-fields.scss', './product-fields.scss'],
})
export class ProductFields {
  private readonly api = inject(RoutesService);
  private readonly session = inject(Session);
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);

  readonly form = input.required<FieldTree<ProductDraft>>();
  protected readonly categories = categoryOptions(liveCategories());
  protected readonly routes = routeOptions();
  /** What something is made of is chosen from the stock. */
  protected readonly seesStock = computed(() => this.session.can('stock:read'));
  protected readonly seesCost = computed(() => this.session.can('stock:cost'));
  protected readonly units = computed(() => usualUnits(this.i18n.language()));
  /** By how much it is sold where no step is told. */
  protected readonly usualStep = computed(() =>
    this.formats.number(quantitiesOf({ unit: this.form().unit().value() }).step),
  );
  private readonly route = liveResource({
    params: () => this.form().routeId().value() || undefined,
    load: (id) => this.api.getRoute({ id }),
  });
  /** The stages at which choices may take time; none without a route. */
  protected readonly stages = computed((): readonly Option[] => {
    const route = this.form().routeId().value() ? this.route.value() : undefined;
    return (route?.stages ?? []).flatMap(({ id, name }) => (id ? [{ value: id, label: name }] : []));
  });
}
