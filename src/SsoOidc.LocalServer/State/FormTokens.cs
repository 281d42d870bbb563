namespace SsoOidc.LocalServer.State;

/// <summary>The anti-forgery tokens of one device code's confirm pages: a fresh one for each page view, each good for one answer.</summary>
internal sealed class FormTokens
{
    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _open = [];

    public string Issue()
    {
        var token = Secret.Create();
        lock (_gate)
        {
            while (_open.Count >= Capacity.OpenForms)
            {
                _open.Dequeue();
            }

            _open.Enqueue(Secret.Fingerprint(token));
        }

        return token;
    }

    /// <summary>Uses a token up. Every open one is compared, in constant time.</summary>
    public bool TryUse(string token)
    {
        lock (_gate)
        {
            var found = false;
            for (var left = _open.Count; left > 0; left--)
            {
                var fingerprint = _open.Dequeue();
                if (Secret.Matches(fingerprint, token))
                {
                    found = true;
                }
                else
                {
                    _open.Enqueue(fingerprint);
                }
            }

            return found;
        }
    }
}
