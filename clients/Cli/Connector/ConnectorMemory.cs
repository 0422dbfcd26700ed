namespace Mastery.Cli.Connector;

/// <summary>The state of a connector, in memory and on the disk.</summary>
sealed class ConnectorMemory(StateFolder folder, string identity, ConnectorLog log)
{
    /// <summary>The state.</summary>
    public ConnectorState State { get; private set; } = new();

    /// <summary>Reads it from the disk.</summary>
    public void Load()
    {
        var state = folder.Load(aside => log.Warn("The state file is damaged, and now at " + aside + ". Everybody is "
            + "read anew; nobody is doubled by that."));
        if (state.Identity.Length > 0 && state.Identity != identity)
        {
            log.Warn($"The state is of another configuration ({state.Identity}). Everybody is read anew.");
            state = new();
        }

        State = state with { Identity = identity };
    }

    /// <summary>Changes it, on the disk first.</summary>
    public void Keep(Func<ConnectorState, ConnectorState> change)
    {
        var next = change(State);
        folder.Save(next);
        State = next;
    }
}
