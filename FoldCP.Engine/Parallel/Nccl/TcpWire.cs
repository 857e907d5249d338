using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>What two processes of a run say to each other.</summary>
internal enum WireWord : byte
{
    Hello = 1,
    Welcome = 2,
    Refused = 3,
    Alive = 4,
    Lost = 5,
    Farewell = 6,
    Heard = 7,
    Ready = 8,
}

/// <summary>A connection between two processes of a run. Each message is a sign of who speaks, a word, a length, and that many bytes.</summary>
internal sealed class TcpWire(Socket socket) : IDisposable
{
    // Its last byte is the release of what is said here.
    private const uint Sign = 0x46435003;
    private const int Header = 9;

    // What thousands of ranks have to say is passed on in one message.
    private const int Longest = 1 << 26;

    private readonly Lock _speaking = new();

    /// <summary>Says something if anybody still listens; that nobody does is told by <see cref="Hear"/>.</summary>
    public void Say(WireWord word, ReadOnlySpan<byte> content = default)
    {
        var message = new byte[Header + content.Length];
        BinaryPrimitives.WriteUInt32BigEndian(message, Sign);
        message[4] = (byte)word;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(5), content.Length);
        content.CopyTo(message.AsSpan(Header));
        lock (_speaking)
            IsDone(() => socket.Send(message));
    }

    public void Say(WireWord word, string content) => Say(word, Encoding.UTF8.GetBytes(content));

    /// <summary>The next message.</summary>
    /// <param name="patience">how long the other may be silent</param>
    /// <returns>null: the other is gone, silent, or somebody else</returns>
    public (WireWord Word, byte[] Content)? Hear(TimeSpan patience)
    {
        var header = new byte[Header];
        if (!IsFilled(header, patience) || BinaryPrimitives.ReadUInt32BigEndian(header) != Sign)
            return null;
        int length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5));
        if (length is < 0 or > Longest)
            return null;
        var content = new byte[length];
        return IsFilled(content, patience) ? ((WireWord)header[4], content) : null;
    }

    /// <summary>Says nothing any more. What has been said still arrives.</summary>
    public void Close() => IsDone(() => socket.Shutdown(SocketShutdown.Send));

    public void Dispose() => socket.Dispose();

    private bool IsFilled(byte[] bytes, TimeSpan patience)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int read = 0;
            if (!IsDone(() => read = Read(bytes, at, patience)) || read == 0)
                return false;
            at += read;
        }
        return true;
    }

    private int Read(byte[] bytes, int at, TimeSpan patience)
    {
        socket.ReceiveTimeout = Math.Max(1, (int)patience.TotalMilliseconds);
        return socket.Receive(bytes, at, bytes.Length - at, SocketFlags.None);
    }

    private static bool IsDone(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
