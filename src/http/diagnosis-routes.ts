import { z } from 'zod';
import { CauceError } from '../kit/errors.ts';
import { can } from '../rights/capabilities.ts';
import { DIAGNOSIS_BYTES_MAX, type Diagnosis, type DiagnosisCard } from '../tickets/diagnosis.ts';
import { DiagnosisAnswer, DiagnosisCardAnswer } from './answers/diagnoses.ts';
import { type Api, readerOf, visitorOf, whoOf } from './api.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import { AttachDiagnosis } from './shapes/diagnoses.ts';
import { sightOfVisitor } from './visitor-sight.ts';

/**
 * What pages know of their telephones, on tickets. It says when somebody pressed which button, so that it is read by whose it is and
 * by who sees everything; that these did is noted.
 */
export function diagnosisRoutes(app: Api, { tickets, centre, audit }: WebParts): void {
  const schema = { tags: ['tickets'] };

  app.post(
    '/tickets/:number/diagnoses',
    {
      bodyLimit: DIAGNOSIS_BYTES_MAX,
      schema: {
        ...schema,
        summary: 'Attach the diagnosis of my telephone: the last hour of my page, without secrets',
        params: z.strictObject({ number: z.string().min(1).max(40) }),
        body: AttachDiagnosis,
        response: {
          200: DiagnosisCardAnswer,
          ...failing('not-in-sight', 'unknown-resource', 'diagnoses-full', 'changed-meanwhile'),
        },
      },
    },
    async (request): Promise<DiagnosisCard> => {
      const visitor = visitorOf(request);
      const content = { ...request.body, user: visitor.person.username };
      return tickets.attach(
        request.params.number,
        content,
        readerOf(visitor),
        sightOfVisitor(visitor, centre),
      );
    },
  );

  app.get(
    '/tickets/:number/diagnoses/:id',
    {
      schema: {
        ...schema,
        summary: 'One of them: my own, or any for who sees everything; the latter is noted in the audit',
        params: z.strictObject({ number: z.string().min(1).max(40), id: z.string().min(1).max(64) }),
        response: { 200: DiagnosisAnswer, ...failing('not-in-sight', 'unknown-resource', 'not-allowed') },
      },
    },
    async (request): Promise<Diagnosis> => {
      const visitor = visitorOf(request);
      const { number, id } = request.params;
      const found = await tickets.diagnosis(number, id, sightOfVisitor(visitor, centre));
      if (found === null) throw new CauceError('unknown-resource');
      const { by } = found.card;
      if (by === visitor.person.id) return found.content;
      if (!can(visitor.person, 'see-everything')) throw new CauceError('not-allowed');
      const deed = { kind: 'diagnosis-read', subject: by, data: { ticket: number, diagnosis: id } } as const;
      return audit.carryOut(whoOf(request), [deed], async () => found.content);
    },
  );
}
