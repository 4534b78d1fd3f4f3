/** The entry of the worker that reads and draws pictures. */
import { serve } from '../workers/serve.ts';
import { createSourceService } from './sourceService.ts';

serve(self as DedicatedWorkerGlobalScope, (onEvent) => createSourceService(onEvent));
