namespace FoldCP.Engine.Weights.Pickles;

/// <summary>
/// Reads a pickle (protocols 2 to 5) into inert data: nothing foreign is instantiated or called, so a hostile file can at
/// worst be refused, and memory stays proportional to the pickle's size. The result may contain itself: whoever walks it
/// needs a bound.
/// </summary>
internal ref struct PickleMachine
{
    private const int LongestKey = 4096;
    private const int HighestProtocol = 5;
    private const int MostMemories = 4_000_000;

    private readonly PickleStack _stack = new();
    private readonly Dictionary<long, object?> _memo = [];
    private PickleBytes _bytes;

    private PickleMachine(ReadOnlySpan<byte> pickle) => _bytes = new(pickle);

    /// <exception cref="PickleException">it is damaged, too large, or hostile</exception>
    public static object? Load(ReadOnlySpan<byte> pickle)
    {
        var machine = new PickleMachine(pickle);
        return machine.Run();
    }

    private object? Run()
    {
        const char Stop = '.';
        while (true)
        {
            var at = _bytes.Position;
            var opcode = (char)_bytes.Byte();
            if (opcode == Stop)
                return _stack.Pop();
            if (!(Frame(opcode) || Number(opcode) || Text(opcode) || Memory(opcode) || Collection(opcode) || Object(opcode)))
                throw new PickleException($"the instruction 0x{(int)opcode:x2} at byte {at} is not supported");
        }
    }

    private bool Frame(char opcode)
    {
        switch (opcode)
        {
            case '\x80': // PROTO
                if (_bytes.Byte() is > HighestProtocol and var protocol)
                    throw new PickleException($"it is of protocol {protocol}; this engine reads up to {HighestProtocol}");
                return true;
            case '\x95': _bytes.Take(8); return true; // FRAME
            case '(': _stack.Mark(); return true;
            case '0': _stack.Pop(); return true;
            case '1': _stack.PopToMark(); return true; // POP_MARK
            case '2': _stack.Push(_stack.Top); return true; // DUP
            default: return false;
        }
    }

    private bool Number(char opcode)
    {
        switch (opcode)
        {
            case 'N': _stack.Push(null); return true;
            case '\x88': _stack.Push(true); return true;
            case '\x89': _stack.Push(false); return true;
            case 'K': _stack.Push((long)_bytes.Byte()); return true; // BININT1
            case 'M': _stack.Push((long)_bytes.UInt16()); return true; // BININT2
            case 'J': _stack.Push((long)_bytes.Int32()); return true; // BININT
            case '\x8a': _stack.Push(_bytes.Integer(_bytes.Byte())); return true; // LONG1
            case '\x8b': _stack.Push(_bytes.Integer(_bytes.Int32())); return true; // LONG4
            case 'G': _stack.Push(_bytes.Double()); return true; // BINFLOAT
            default: return false;
        }
    }

    private bool Text(char opcode)
    {
        switch (opcode)
        {
            case 'X': _stack.Push(_bytes.Text(_bytes.UInt32())); return true; // BINUNICODE
            case '\x8c': _stack.Push(_bytes.Text(_bytes.Byte())); return true; // SHORT_BINUNICODE
            case '\x8d': _stack.Push(_bytes.Text(_bytes.Int64())); return true; // BINUNICODE8
            case 'U': _stack.Push(_bytes.Text(_bytes.Byte())); return true; // SHORT_BINSTRING
            case 'T': _stack.Push(_bytes.Text(_bytes.Int32())); return true; // BINSTRING
            case 'C': _stack.Push(_bytes.Take(_bytes.Byte()).ToArray()); return true; // SHORT_BINBYTES
            case 'B': _stack.Push(_bytes.Take(_bytes.UInt32()).ToArray()); return true; // BINBYTES
            case '\x8e' or '\x96': _stack.Push(_bytes.Take(_bytes.Int64()).ToArray()); return true; // BINBYTES8, BYTEARRAY8
            default: return false;
        }
    }

    private readonly void Remember(long key)
    {
        if (_memo.Count == MostMemories)
            throw new PickleException($"it remembers more than {MostMemories} values, which is not plausible");
        _memo[key] = _stack.Top;
    }

    private readonly void Recall(long key)
        => _stack.Push(_memo.TryGetValue(key, out var value) ? value : throw new PickleException("it recalls a value that it never remembered"));

    private bool Memory(char opcode)
    {
        switch (opcode)
        {
            case 'q': Remember(_bytes.Byte()); return true; // BINPUT
            case 'r': Remember(_bytes.UInt32()); return true; // LONG_BINPUT
            case '\x94': Remember(_memo.Count); return true; // MEMOIZE
            case 'h': Recall(_bytes.Byte()); return true; // BINGET
            case 'j': Recall(_bytes.UInt32()); return true; // LONG_BINGET
            default: return false;
        }
    }

    private readonly bool Collection(char opcode)
    {
        switch (opcode)
        {
            case ')': _stack.Push(new PickleTuple([])); return true;
            case '\x85': _stack.Push(new PickleTuple(_stack.Pop(1))); return true; // TUPLE1
            case '\x86': _stack.Push(new PickleTuple(_stack.Pop(2))); return true; // TUPLE2
            case '\x87': _stack.Push(new PickleTuple(_stack.Pop(3))); return true; // TUPLE3
            case 't': _stack.Push(new PickleTuple(_stack.PopToMark())); return true;
            case ']' or '\x8f': _stack.Push(new List<object?>()); return true; // EMPTY_LIST, EMPTY_SET
            case 'l': _stack.Push(new List<object?>(_stack.PopToMark())); return true;
            case '\x91': _stack.Push(new List<object?>(_stack.PopToMark())); return true; // FROZENSET
            case 'a': Append(_stack.Pop(1)); return true;
            case 'e' or '\x90': Append(_stack.PopToMark()); return true; // APPENDS, ADDITEMS
            case '}': _stack.Push(new PickleDict()); return true;
            case 'd': { var items = _stack.PopToMark(); _stack.Push(new PickleDict()); Enter(items); return true; }
            case 's': Enter(_stack.Pop(2)); return true; // SETITEM
            case 'u': Enter(_stack.PopToMark()); return true; // SETITEMS
            default: return false;
        }
    }

    private bool Object(char opcode)
    {
        switch (opcode)
        {
            case 'c': { var module = _bytes.Line(); _stack.Push(new PickleGlobal(module, _bytes.Line())); return true; }
            case '\x93': { var pair = _stack.Pop(2); _stack.Push(Global(pair[0], pair[1])); return true; } // STACK_GLOBAL
            case 'R': { var call = _stack.Pop(2); _stack.Push(TorchCalls.Of(call[0], call[1])); return true; }
            case '\x81': { var call = _stack.Pop(2); _stack.Push(TorchCalls.Object(call[0], call[1])); return true; } // NEWOBJ
            case '\x92': { var call = _stack.Pop(3); _stack.Push(TorchCalls.Object(call[0], call[1])); return true; } // NEWOBJ_EX
            case 'b': Build(_stack.Pop()); return true;
            case 'Q': _stack.Push(TorchCalls.Storage(_stack.Pop())); return true; // BINPERSID
            default: return false;
        }
    }

    private static PickleGlobal Global(object? module, object? name)
        => (module, name) is (string of, string text) ? new(of, text) : throw new PickleException("a name is no text");

    // What fills an object that stays a note is part of the note.
    private readonly void Build(object? state)
    {
        if (_stack.Top is PickleCall made)
            made.State = state;
    }

    private readonly void Append(object?[] items)
    {
        if (_stack.Top is List<object?> list)
            list.AddRange(items);
        else if (_stack.Top is not PickleCall)
            throw new PickleException("it appends to something that is no list");
    }

    private readonly void Enter(object?[] items)
    {
        var dict = _stack.Top switch
        {
            PickleDict plain => plain,
            PickleCall made => made.Entries,
            _ => throw new PickleException("it sets an entry of something that is no dictionary"),
        };
        if (items.Length % 2 != 0)
            throw new PickleException("a dictionary has a key without a value");
        for (var at = 0; at < items.Length; at += 2)
        {
            // A key's hash is computed each time it is used: a long one, recalled often, would take forever.
            if (items[at] is string { Length: > LongestKey })
                throw new PickleException($"a dictionary has a key of more than {LongestKey} letters");
            dict.Set(items[at], items[at + 1]);
        }
    }
}
