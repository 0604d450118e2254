import { Button, Stack, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useWords } from '../words-context.tsx';

interface FaultFenceProps {
  readonly children: ReactNode;
}

/** What is in it may fail while it is drawn, and takes nothing with it: the call and the keys of the desk are outside. */
export class FaultFence extends Component<FaultFenceProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? (
      <Failed onAgain={() => this.setState({ failed: false })} />
    ) : (
      this.props.children
    );
  }
}

function Failed({ onAgain }: { readonly onAgain: () => void }) {
  const { words } = useWords();
  return (
    <Stack align="center" justify="center" p="xl" role="alert">
      <Text ta="center">{words.chrome.pageBroken}</Text>
      <Button variant="light" onClick={onAgain} data-action="open-again">
        {words.chrome.again}
      </Button>
    </Stack>
  );
}
