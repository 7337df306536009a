/** How long something has lasted as people say it: minutes, hours with minutes, whole days. */
export function elapsed(from: string, now: Date): { key: string; params: Record<string, number> } {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(from)) / 60_000));
  if (minutes < 60) return { key: 'floor.minutes', params: { minutes } };
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return { key: 'floor.hoursMinutes', params: { hours, minutes: minutes % 60 } };
  return { key: 'floor.days', params: { count: Math.floor(hours / 24) } };
}
