import type { PreviewSize, ShopPicture } from '@verstak/api';

/** Where a picture of a product is: at most 1600, 800 or 320 pixels a side. */
export function pictureAddress({ id }: Pick<ShopPicture, 'id'>, size: PreviewSize): string {
  return `/api/v1/shop/pictures/${id}?size=${size}`;
}
