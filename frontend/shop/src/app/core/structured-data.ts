import type { ShopInfo, ShopProduct } from '@verstak/api';
import { WEEKDAYS } from '@verstak/domain';
import { pictureAddress } from './picture-address';

const CONTEXT = 'https://schema.org';

/** The workshop as search engines read it (schema.org LocalBusiness). */
export function businessOf(shop: ShopInfo, address: string): object {
  return {
    '@context': CONTEXT,
    '@type': 'LocalBusiness',
    name: shop.name,
    url: address,
    telephone: shop.phone,
    email: shop.email,
    address: shop.address,
    ...(shop.logo && { image: new URL('/api/v1/shop/logo', address).href }),
    openingHoursSpecification: hoursOf(shop),
  };
}

/** A product with its offer as search engines read it (schema.org Product); its price is that of the cheapest choice. */
export function productOf(product: ShopProduct, shop: ShopInfo, address: string): object {
  const { name, description, article, categoryName, price, isStocked, isAvailable, pictures } = product;
  return {
    '@context': CONTEXT,
    '@type': 'Product',
    name,
    description,
    sku: article,
    category: categoryName,
    image: pictures.map(({ id }) => new URL(pictureAddress({ id }, 'large'), address).href),
    offers: {
      '@type': 'Offer',
      url: address,
      price: (price / 10 ** shop.currencyDigits).toFixed(shop.currencyDigits),
      priceCurrency: shop.currency,
      availability: `${CONTEXT}/${!isAvailable ? 'OutOfStock' : isStocked ? 'InStock' : 'MadeToOrder'}`,
    },
  };
}

function hoursOf({ openingHours = {} }: ShopInfo): object[] {
  return WEEKDAYS.flatMap((day) =>
    (openingHours[day]?.split(', ') ?? []).map((opening) => {
      const [opens, closes] = opening.split('–');
      const dayOfWeek = `${CONTEXT}/${day.charAt(0).toUpperCase()}${day.slice(1)}`;
      return {
        '@type': 'OpeningHoursSpecification',
        dayOfWeek,
        opens,
        closes: closes === '24:00' ? '23:59' : closes,
      };
    }),
  );
}
