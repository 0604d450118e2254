import { Stack } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../desk/dialog.tsx';
import { useWords } from '../words-context.tsx';
import { OwnFactor } from './own-factor.tsx';
import { PasswordForm } from './password-form.tsx';

/** What people do with their own log-in. */
export function AccountDialog({ onClose }: { readonly onClose: () => void }) {
  const { words } = useWords();
  const [inSteps, setInSteps] = useState(false);
  return (
    <Dialog manual="account" sheet opened onClose={onClose} title={words.chrome.ownAccount}>
      <Stack gap="xl">
        <OwnFactor onSteps={setInSteps} />
        {inSteps ? null : <PasswordForm />}
      </Stack>
    </Dialog>
  );
}
