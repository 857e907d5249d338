using System.Text;

namespace FoldCP.Engine.Parallel;

/// <summary>Text between ranks. As all that ranks say to one another, it is said and heard by all, in the same order.</summary>
internal static class RankWords
{
    extension(ICommunicator world)
    {
        /// <summary>What one rank says; the others' own words are not looked at.</summary>
        public string Hear(int from, string own)
        {
            using var scope = NewDisposeScope();
            byte[] said = world.Rank == from ? Encoding.UTF8.GetBytes(own) : [];
            var length = tensor((long[])[said.Length]);
            long expected = world.Broadcast(length, [1], from, like: length).Wait().item<long>();
            if (expected == 0)
                return "";
            var bytes = tensor(said);
            return Encoding.UTF8.GetString(world.Broadcast(bytes, [expected], from, like: bytes).Wait().data<byte>().ToArray());
        }

        /// <summary>What each rank says, in their order.</summary>
        public IReadOnlyList<string> HearAll(string own) => [.. Enumerable.Range(0, world.Size).Select(rank => world.Hear(rank, own))];

        /// <summary>Whether it is so for any rank.</summary>
        public bool IsSoForAny(bool own)
        {
            using var scope = NewDisposeScope();
            return world.AllReduce(tensor((int[])[own ? 1 : 0]), Reduction.Max).item<int>() > 0;
        }
    }
}
