using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FoldCP.Jobs.Tests.Folds;

/// <summary>The server dies here. A dead server notes nothing, as one that is told to stop does not.</summary>
internal sealed class PowerCutException(string where) : OperationCanceledException($"The server died {where}.");

/// <summary>Lets the server die at the n-th moment between two effects, and keeps the list of the moments that passed.</summary>
internal sealed class Fate
{
    private int _left = int.MaxValue;

    public List<string> Moments { get; } = [];

    public bool HasStruck { get; private set; }

    public void StrikeAt(int moment) => _left = moment;

    public void Pass(string moment)
    {
        Moments.Add(moment);
        if (_left-- != 0)
            return;

        HasStruck = true;
        throw new PowerCutException(moment);
    }
}

/// <summary>Passes the moments before a write, before its commit and after it.</summary>
internal sealed class FatefulWrites(Fate fate) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken)
    {
        fate.Pass("before a write");
        return new(result);
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken)
    {
        fate.Pass("before a commit");
        return new(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken)
    {
        fate.Pass("after a commit");
        return Task.CompletedTask;
    }
}
