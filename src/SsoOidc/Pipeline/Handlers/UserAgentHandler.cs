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

        if (context.HasRetries)
        {
            facts |= UserAgentFacts.Retries;
        }

        context.HttpRequest.Headers.SetOwn("user-agent", userAgent.For(facts));
        return next.InvokeAsync(context);
    }
}
