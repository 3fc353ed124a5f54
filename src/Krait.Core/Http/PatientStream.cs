namespace Krait.Http;

/// <summary>A body being received: each next part must come within the time-out, the whole may take as long as it takes.</summary>
internal sealed class PatientStream(Stream inner, TimeSpan patience, TimeProvider time) : Stream
{
    private CancellationTokenSource _clock = new(Timeout.InfiniteTimeSpan, time);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var pending = inner.ReadAsync(buffer, _clock.Token);
        if (pending.IsCompletedSuccessfully)
            return pending.Result;
        _clock.CancelAfter(patience);
        using var link = cancellationToken.UnsafeRegister(
            static c => ((CancellationTokenSource)c!).Cancel(),
            _clock
        );
        try
        {
            var read = await pending.ConfigureAwait(false);
            if (!_clock.TryReset())
                _clock = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            return read;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _clock.Dispose();
        }
        base.Dispose(disposing);
    }
}
