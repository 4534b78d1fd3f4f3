/** Fits on this thread, where a test has no worker. */
import { crossValidateInSteps } from '../../../maths/crossValidation.ts';
import { fitLogistic } from '../../../maths/logistic.ts';
import type { FitPort } from '../ports.ts';

/** Fits on this thread. */
export const fitHere: FitPort = {
  fit: async (job) => fitLogistic(job, job),
  async crossValidate(job) {
    const steps = crossValidateInSteps(job, job);
    let step = steps.next();
    while (step.done !== true) {
      job.onProgress(step.value);
      step = steps.next();
    }
    return step.value;
  },
};
