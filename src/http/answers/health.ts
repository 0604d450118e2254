import { z } from 'zod';

const component = z.enum(['up', 'away']);
export const ReadyAnswer = z.object({
  ready: z.boolean(),
  components: z.object({ database: component, redis: component, calls: component, asterisk: component }),
});
