/** The entry of the worker that fits. */
import { serve } from '../workers/serve.ts';
import { createFitService } from './fitService.ts';

serve(self as DedicatedWorkerGlobalScope, (onEvent) => createFitService(onEvent));
