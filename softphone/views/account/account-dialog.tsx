import { Stack } from '@mantine/core';
import { Dialog } from '../desk/dialog.tsx';
import { useWords } from '../words-context.tsx';
import { PasswordForm } from './password-form.tsx';

/** What people do with their own log-in. */
export function AccountDialog({ onClose }: { readonly onClose: () => void }) {
  const { words } = useWords();
  return (
    <Dialog sheet opened onClose={onClose} title={words.account.open}>
      <Stack gap="xl">
        <PasswordForm />
      </Stack>
    </Dialog>
  );
}
