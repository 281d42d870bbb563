using SsoOidc.Credentials;
using SsoOidc.Diagnostics;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Says who calls, on every attempt, whatever stood there before.</summary>
internal sealed class UserAgentHandler(UserAgent userAgent, CredentialSource credentials) : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        var facts = UserAgentFacts.None;
        if (AuthSchemes.IsSigV4a(context))
        {
            facts |= UserAgentFacts.SigV4a;
        }

        if (!string.IsNullOrEmpty(credentials.KnownAccountId))
        {
            facts |= UserAgentFacts.AccountId;
        }

        // Attempts are counted by the retry handler; where it is not in the chain there are none yet.
        if (context.Attempts > 0)
        {
            facts |= UserAgentFacts.Retries;
        }

        context.HttpRequest.Headers.SetOwn("user-agent", userAgent.For(facts));
        return next.InvokeAsync(context);
    }
}
