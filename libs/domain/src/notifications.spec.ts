import { describe, expect, it } from '@jest/globals';
import { abilityFor } from './ability.js';
import { topicsOf, type NotificationTopic } from './notifications.js';
import type { Permission } from './permissions.js';

const topicsWith = (...held: Permission[]): NotificationTopic[] => {
  const permissions = new Set(held);
  return topicsOf(abilityFor(permissions, { userId: 'u' }), permissions);
};

describe('the topics that somebody can hear of', () => {
  it('are those of what they may do', () => {
    expect(topicsWith('orders:read', 'orders:write')).toEqual(
      expect.arrayContaining(['order_status', 'shop_order', 'message', 'mention']),
    );
    expect(topicsWith('orders:read')).not.toContain('order_status');
  });

  it('have margins among them for who keeps the catalog and knows what things cost', () => {
    expect(topicsWith('catalog:write', 'stock:read', 'stock:cost')).toContain('margin');
    expect(topicsWith('catalog:write', 'stock:read')).not.toContain('margin');
    expect(topicsWith('orders:read', 'stock:read', 'stock:cost')).not.toContain('margin');
  });
});
